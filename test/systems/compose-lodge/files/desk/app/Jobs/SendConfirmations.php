<?php

namespace App\Jobs;

use Illuminate\Contracts\Queue\ShouldQueue;
use Illuminate\Foundation\Queue\Queueable;

class SendConfirmations implements ShouldQueue
{
    use Queueable;

    public $timeout = 60;

    public function handle(): void
    {
        \App\Models\Stay::where('confirmed', false)->chunkById(100, fn ($stays) => $stays->each->confirm());
    }
}
