class CreateSlots < ActiveRecord::Migration[7.1]
  def change
    create_table :slots do |t|
      t.bigint :depot_id, null: false
      t.string :booked_by
      t.boolean :reported, null: false, default: false
      t.datetime :starts_at, null: false
      t.timestamps
    end
    add_index :slots, %i[depot_id starts_at]
    add_index :slots, %i[booked_by starts_at]
    add_index :slots, :reported
  end
end
