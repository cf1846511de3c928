package main

import (
	"database/sql"
	"os"
	"strconv"
	"time"

	"github.com/go-sql-driver/mysql"
)

func openDB() (*sql.DB, error) {
	cfg := mysql.NewConfig()
	cfg.Net = "tcp"
	cfg.Addr = os.Getenv("MYSQL_ADDR")
	cfg.DBName = os.Getenv("MYSQL_DB")
	cfg.User = os.Getenv("MYSQL_USER")
	cfg.Passwd = os.Getenv("MYSQL_PASSWORD")
	cfg.Timeout = 3 * time.Second
	db, err := sql.Open("mysql", cfg.FormatDSN())
	if err != nil {
		return nil, err
	}
	open, err := strconv.Atoi(os.Getenv("DB_MAX_OPEN"))
	if err != nil {
		open = 10
	}
	db.SetMaxOpenConns(open)
	db.SetMaxIdleConns(open)
	db.SetConnMaxLifetime(5 * time.Minute)
	return db, nil
}
