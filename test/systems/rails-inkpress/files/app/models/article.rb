class Article < ApplicationRecord
  belongs_to :author
  has_one_attached :cover
  validates :title, presence: true
end
