import tornado.web

from .directory import StaffDirectory

directory = StaffDirectory('/etc/staff.xml')


class DeskHandler(tornado.web.RequestHandler):
    def get(self):
        self.write({'desk': directory.desk_of(self.get_query_argument('name'))})
