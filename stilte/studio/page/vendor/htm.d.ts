// The types of what the page uses of htm.js.
declare const htm: {
  bind<T>(make: (kind: any, props: any, ...children: any[]) => T): (strings: TemplateStringsArray, ...values: any[]) => T;
};
export default htm;
