<?php

return [
    'default' => env('CACHE_STORE', 'file'),
    'stores' => [
        'redis' => ['driver' => 'redis', 'connection' => 'cache'],
        'file' => ['driver' => 'file', 'path' => storage_path('framework/cache')],
    ],
];
