from datetime import datetime, timezone

from . import db


class Topic(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(200), nullable=False)
    posts = db.relationship("Post", back_populates="topic", order_by="Post.id")


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    topic_id = db.Column(db.ForeignKey("topic.id"), nullable=False)
    author = db.Column(db.String(80), nullable=False)
    text = db.Column(db.Text, nullable=False)
    written_at = db.Column(db.DateTime, default=lambda: datetime.now(timezone.utc))
    topic = db.relationship("Topic", back_populates="posts")
