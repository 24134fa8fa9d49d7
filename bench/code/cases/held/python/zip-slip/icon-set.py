import io
import os
import tarfile

import tornado.web

ICONS = "/srv/site/icons"


class IconHandler(tornado.web.RequestHandler):
	@tornado.web.authenticated
	def post(self):
		upload = self.request.files["icons"][0]
		with tarfile.open(fileobj=self.opened(upload)) as archive:
			for number, member in enumerate(archive):
				if member.isfile() and member.size < 100_000:
					with open(os.path.join(ICONS, "icon-%03d.png" % number), "wb") as out:
						out.write(archive.extractfile(member).read())
		self.set_status(204)

	def opened(self, upload):
		return io.BytesIO(upload["body"])
