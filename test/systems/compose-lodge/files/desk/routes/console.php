<?php

use App\Jobs\SendConfirmations;
use Illuminate\Support\Facades\Schedule;

Schedule::job(new SendConfirmations)->everyFiveMinutes()->withoutOverlapping();
