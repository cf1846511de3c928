class Booking < ApplicationRecord
  belongs_to :guest
  belongs_to :room
  validates :arrival, :departure, presence: true
end
