<?php

namespace App\Models;

use Illuminate\Database\Eloquent\Model;

class Stay extends Model
{
    protected $guarded = [];

    public static function fromLine(string $line): self
    {
        return new self(['raw' => $line]);
    }
}
