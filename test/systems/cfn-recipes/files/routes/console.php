<?php

use Illuminate\Support\Facades\Schedule;

Schedule::command('recipes:newsletter')->weeklyOn(1, '08:00');
Schedule::command('recipes:prune')->dailyAt('03:30')->onOneServer();
