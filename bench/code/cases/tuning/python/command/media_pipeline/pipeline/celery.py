from celery import Celery, chain

app = Celery("pipeline", broker="redis://cache/1", backend="redis://cache/2")
app.conf.update(task_serializer="json", accept_content=["json"], task_time_limit=900)
