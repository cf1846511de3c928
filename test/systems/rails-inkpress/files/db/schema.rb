ActiveRecord::Schema[7.2].define(version: 2026_10_02_101500) do
  create_table "authors", charset: "utf8mb4", force: :cascade do |t|
    t.string "name", null: false
  end

  create_table "articles", charset: "utf8mb4", force: :cascade do |t|
    t.string "title", null: false
    t.text "body", size: :medium
    t.bigint "author_id", null: false
    t.datetime "published_at"
    t.index ["author_id"], name: "index_articles_on_author_id"
    t.index ["published_at"], name: "index_articles_on_published_at"
  end

  add_foreign_key "articles", "authors"
end
