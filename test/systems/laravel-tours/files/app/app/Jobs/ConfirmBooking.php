<?php

namespace App\Jobs;

use App\Models\Tour;
use Illuminate\Bus\Queueable;
use Illuminate\Contracts\Queue\ShouldQueue;
use Illuminate\Foundation\Bus\Dispatchable;
use Illuminate\Queue\InteractsWithQueue;
use Illuminate\Support\Facades\Http;

class ConfirmBooking implements ShouldQueue
{
    use Dispatchable, InteractsWithQueue, Queueable;

    public function __construct(private int $tour, private int $user)
    {
    }

    public function handle(): void
    {
        $tour = Tour::findOrFail($this->tour);
        Http::timeout(120)->post('https://payments.example.org/charge', ['tour' => $tour->id, 'user' => $this->user])->throw();
        $tour->increment('booked');
    }
}
