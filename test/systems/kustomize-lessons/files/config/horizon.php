<?php

return [
    'use' => 'default',
    'defaults' => [
        'mail' => [
            'connection' => 'redis',
            'queue' => ['mail'],
            'balance' => 'simple',
            'tries' => 3,
            'timeout' => 30,
        ],
        'videos' => [
            'connection' => 'redis',
            'queue' => ['videos'],
            'balance' => 'auto',
            'tries' => 2,
            'timeout' => 300,
        ],
    ],
    'environments' => [
        'production' => [
            'mail' => ['processes' => 5],
            'videos' => ['minProcesses' => 2, 'maxProcesses' => 20],
        ],
        'local' => [
            'mail' => ['processes' => 1],
            'videos' => ['minProcesses' => 1, 'maxProcesses' => 2],
        ],
    ],
];
