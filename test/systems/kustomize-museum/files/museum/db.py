from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Work(db.Model):
    __tablename__ = "works"

    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(200), nullable=False)
    artist = db.Column(db.String(120), nullable=False, index=True)
    image = db.Column(db.String(300), nullable=False)
    thumbnail = db.Column(db.LargeBinary)
