<?php

namespace App\Jobs;

use Illuminate\Contracts\Queue\ShouldQueue;
use Illuminate\Foundation\Queue\Queueable;
use Illuminate\Support\Facades\Http;

class ImportRecipes implements ShouldQueue
{
    use Queueable;

    public $timeout = 300;

    public function __construct(public string $url) {}

    public function handle(): void
    {
        $rows = Http::timeout(60)->get($this->url)->json();
        foreach ($rows as $row) {
            \App\Models\Recipe::updateOrCreate(['source' => $row['id']], ['title' => $row['title']]);
        }
    }
}
