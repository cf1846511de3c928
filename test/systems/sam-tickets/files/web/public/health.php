<?php
$pdo = new PDO('mysql:host=' . getenv('DB_HOST') . ';dbname=' . getenv('DB_DATABASE'), 'tickets', getenv('DB_PASSWORD'));
$pdo->query('SELECT 1');
echo 'ok';
