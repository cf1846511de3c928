class CreateTopics < ActiveRecord::Migration[7.2]
  def change
    create_table :topics do |t|
      t.string :title, null: false
      t.timestamps
    end
    create_table :posts do |t|
      t.references :topic, null: false, foreign_key: true, index: true
      t.text :body, null: false
      t.timestamps
    end
  end
end
