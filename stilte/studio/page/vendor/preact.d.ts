// The types of what the page uses of preact.js; written here, after the documentation of Preact.
export type Node = any;
export function h(kind: any, props: any, ...children: any[]): Node;
export function render(node: Node, into: Element): void;
export const Fragment: any;
