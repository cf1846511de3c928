class Listing < ApplicationRecord
  belongs_to :seller
  scope :open, -> { where(closed_at: nil) }
end
