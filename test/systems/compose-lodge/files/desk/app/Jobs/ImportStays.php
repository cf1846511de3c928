<?php

namespace App\Jobs;

use Illuminate\Contracts\Queue\ShouldQueue;
use Illuminate\Foundation\Queue\Queueable;

class ImportStays implements ShouldQueue
{
    use Queueable;

    public function __construct(public string $file)
    {
    }

    public function handle(): void
    {
        foreach (file($this->file) as $line) {
            \App\Models\Stay::fromLine($line)->save();
        }
    }
}
