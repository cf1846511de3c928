<?php

return [
    'default' => env('CACHE_STORE', 'database'),
    'stores' => [
        'redis' => ['driver' => 'redis', 'connection' => 'cache'],
    ],
];
