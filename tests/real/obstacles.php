<?php
// What plugins, hosts and firewalls of real blogs do, each switched on by its name in wp-content/obstacles.json.
$GLOBALS['obstacles'] = json_decode(@file_get_contents(WP_CONTENT_DIR . '/obstacles.json') ?: '{}', true);
function obstacle(string $name) { return $GLOBALS['obstacles'][$name] ?? null; }
function stand_in_the_way(int $status, array $headers = [], string $body = 'no') {
  http_response_code($status);
  foreach ($headers as $header) header($header);
  echo $body;
  exit;
}
$asks_rest = isset($_GET['rest_route']) || str_starts_with($_SERVER['REQUEST_URI'] ?? '', '/wp-json');
$writes = ($_SERVER['REQUEST_METHOD'] ?? '') === 'POST';
$uploads = $writes && isset($_SERVER['HTTP_CONTENT_DISPOSITION']);

// Hosts and firewalls, before WordPress knows who asks.
if (PHP_SAPI !== 'cli') {
  if (obstacle('basic_login') && ($_SERVER['PHP_AUTH_USER'] ?? '') !== 'server') {
    stand_in_the_way(401, ['WWW-Authenticate: Basic realm="staging"'], '<h1>401 Unauthorized</h1>');
  }
  if (obstacle('challenge')) {
    stand_in_the_way(403, ['cf-mitigated: challenge'], '<title>Just a moment...</title>');
  }
  if ($writes && ($status = obstacle('firewall'))) {
    stand_in_the_way($status, ['Content-Type: text/html'], "<h1>$status</h1> mod_security");
  }
  if ($asks_rest && obstacle('busy')) {
    $counter = WP_CONTENT_DIR . '/uploads/busy';
    $met = (int) @file_get_contents($counter);
    file_put_contents($counter, $met + 1);
    if ($met < obstacle('busy')) stand_in_the_way(429, ['Retry-After: 7']);
  }
  if (obstacle('no_authorization')) {
    unset($_SERVER['PHP_AUTH_USER'], $_SERVER['PHP_AUTH_PW'], $_SERVER['HTTP_AUTHORIZATION'],
      $_SERVER['REDIRECT_HTTP_AUTHORIZATION']);
  }
}
if ($uploads && ($size = obstacle('memory'))) {
  add_filter('rest_pre_dispatch', function ($result) use ($size) {
    ini_set('memory_limit', $size);
    str_repeat('x', 1 << 30);
    return $result;
  });
}

// Files: their names, their types, where they go, what becomes of the record.
add_filter('wp_unique_filename', fn ($name) => obstacle('other_names') ? 'bestand-' . substr(md5($name), 0, 5) . strrchr($name, '.') : $name);
add_filter('upload_mimes', fn ($types) => array_diff_key($types, array_flip((array) obstacle('forbidden_types'))), 99);
add_filter('upload_dir', fn ($dir) => obstacle('no_upload_folder') ? ['path' => '/proc/uploads', 'error' => false] + $dir : $dir);
if (($type = obstacle('dies_after_storing')) && $uploads) {
  add_filter('wp_handle_upload', function ($stored) use ($type) {
    if (str_ends_with($stored['file'], $type)) stand_in_the_way(502);
    return $stored;
  });
}

// What security plugins close.
add_filter('map_meta_cap', fn ($needed, $right) => $right === 'unfiltered_html' && obstacle('no_scripts') ? ['do_not_allow'] : $needed, 10, 2);
add_action('init', function () {
  if (!obstacle('no_link')) return;
  remove_action('wp_head', 'rest_output_link_wp_head');
  remove_action('template_redirect', 'rest_output_link_header', 11);
});
add_filter('rest_authentication_errors', function ($result) {
  if (!obstacle('members_only') || is_user_logged_in()) return $result;
  return is_wp_error($result) ? $result : new WP_Error('rest_login_required', 'Alleen voor leden.', ['status' => 401]);
}, 200);
add_filter('wp_is_application_passwords_available', fn ($may) => $may && !obstacle('no_application_passwords'));
add_action('template_redirect', function () {
  if (obstacle('private_blog') && !is_user_logged_in()) { wp_redirect(wp_login_url()); exit; }
});

// A page builder that shows its own content, and a cache that keeps the first page it sees.
add_filter('the_content', function ($content) {
  return obstacle('builder') && !defined('REST_REQUEST') ? '<div class="elementor-section">Oude inhoud.</div>' : $content;
}, 999);
add_action('template_redirect', function () {
  $file = obstacle('cache');
  if (!$file || isset($_GET['stilte']) || !is_single()) return;
  if (file_exists($file)) { readfile($file); exit; }
  ob_start(function ($page) use ($file) { file_put_contents($file, $page); return $page; });
});
