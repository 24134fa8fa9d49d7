ORIGINS = ["https://timetable.example.org", "https://m.timetable.example.org"]
