class Topic < ApplicationRecord
  has_many :posts, dependent: :destroy
  scope :recent, -> { order(created_at: :desc).limit(50) }
end
