<?php
// A stand-in for Seriously Simple Podcasting: its post type and what its REST interface keeps beside a post.
add_action('init', function () {
  register_post_type('podcast', [
    'public' => true, 'show_in_rest' => true, 'label' => 'Episodes',
    'supports' => ['title', 'editor', 'excerpt', 'author', 'thumbnail', 'custom-fields'],
  ]);
  $fields = ['audio_file', 'episode_type', 'duration', 'filesize_raw', 'itunes_episode_number', 'itunes_season_number'];
  foreach ($fields as $field) {
    register_post_meta('podcast', $field, [
      'type' => 'string', 'single' => true, 'show_in_rest' => true,
      'auth_callback' => fn () => current_user_can('edit_others_posts'),
    ]);
  }
});
