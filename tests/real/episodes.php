<?php
// A stand-in for Seriously Simple Podcasting: its post type, its rights, what its REST interface keeps beside a
// post, and its feed, which prefers an episode's excerpt to its text.
add_action('init', function () {
  $own = obstacle('own_rights');
  $rights = ['edit_post' => 'edit_podcast', 'read_post' => 'read_podcast', 'delete_post' => 'delete_podcast',
    'edit_posts' => 'edit_podcasts', 'edit_others_posts' => 'edit_others_podcasts',
    'publish_posts' => 'publish_podcasts', 'read_private_posts' => 'read_private_podcasts',
    'create_posts' => 'create_podcasts', 'edit_published_posts' => 'edit_published_podcasts'];
  register_post_type('podcast', [
    'public' => true, 'show_in_rest' => true, 'label' => 'Episodes',
    'supports' => ['title', 'editor', 'excerpt', 'author', 'thumbnail', 'custom-fields'],
  ] + ($own ? ['capabilities' => $rights] : []));
  $fields = ['audio_file', 'episode_type', 'duration', 'filesize_raw', 'itunes_episode_number', 'itunes_season_number'];
  foreach ($fields as $field) {
    register_post_meta('podcast', $field, [
      'type' => 'string', 'single' => true, 'show_in_rest' => true,
      'auth_callback' => fn () => current_user_can($own ? 'edit_podcasts' : 'edit_others_posts'),
    ]);
  }
  if (!$own) return;
  $all = array_fill_keys(array_values($rights), true);
  foreach (['administrator', 'editor'] as $role) foreach ($all as $right => $_) get_role($role)->add_cap($right);
  add_role('podcast_manager', 'Podcast Manager', ['read' => true, 'upload_files' => true] + $all);
  if ($pia = get_user_by('login', 'pia')) $pia->set_role('podcast_manager');
});
add_action('rest_api_init', fn () => register_rest_route('stilte-test', '/feed', [
  'permission_callback' => '__return_true',
  'callback' => fn () => array_map(fn ($post) => $post->post_excerpt ?: apply_filters('the_content', $post->post_content),
    get_posts(['post_type' => 'podcast', 'post_status' => 'publish'])),
]));
