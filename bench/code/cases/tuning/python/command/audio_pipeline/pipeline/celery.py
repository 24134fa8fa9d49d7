from celery import Celery

app = Celery("audio", broker="redis://cache/3", backend="redis://cache/4")
app.conf.update(task_serializer="json", accept_content=["json"], task_time_limit=900)
