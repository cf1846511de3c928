class CreateBookings < ActiveRecord::Migration[7.1]
  def change
    create_table :bookings do |t|
      t.references :guest, null: false, foreign_key: true
      t.references :room, null: false, foreign_key: true
      t.date :arrival, null: false
      t.date :departure, null: false
      t.timestamps
    end
    add_index :bookings, :arrival
    add_index :bookings, :departure
  end
end
