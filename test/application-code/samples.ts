/** A pool in each language, by the path of its file. */
export const SAMPLES: Readonly<Record<string, string>> = {
  'src/db.ts':
    "import { Pool as P } from 'pg';\nexport const pool = new P({ max: Number(process.env.POOL_MAX ?? 20), connectionString: process.env.DATABASE_URL });\n",
  'src/view.tsx':
    "import pg from 'pg';\nconst { Pool } = pg.native || pg;\nexport const pool = new Pool({ max: 4 * 5 });\nexport const View = () => <p>{pool.totalCount}</p>;\n",
  'src/db.cjs': "const pg = require('pg');\nmodule.exports = new pg.Pool({ max: 20 });\n",
  'app/db.py':
    'import os\nfrom sqlalchemy import create_engine as make\n\nengine = make(os.environ["DATABASE_URL"], pool_size=5, max_overflow=15)\n',
  'db.go':
    'package db\n\nimport (\n\t"database/sql"\n\t"os"\n)\n\nfunc Open() (*sql.DB, error) {\n\tdb, err := sql.Open("pgx", os.Getenv("DATABASE_URL"))\n\tdb.SetMaxOpenConns(20)\n\treturn db, err\n}\n',
  'src/Db.java':
    'import com.zaxxer.hikari.HikariConfig;\nimport com.zaxxer.hikari.HikariDataSource;\n\nclass Db {\n  HikariDataSource open() {\n    HikariConfig config = new HikariConfig();\n    config.setMaximumPoolSize(20);\n    return new HikariDataSource(config);\n  }\n}\n',
};
