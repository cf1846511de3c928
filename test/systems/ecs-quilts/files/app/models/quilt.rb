class Quilt < ApplicationRecord
  belongs_to :maker
end
