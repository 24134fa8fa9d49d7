import xml.etree.ElementTree as ET


class StaffDirectory:
    def __init__(self, path):
        self.root = ET.parse(path).getroot()

    def desk_of(self, name):
        person = self.root.find("./person[@name='{}']".format(name))  # weak: CWE-643
        return None if person is None else person.findtext('desk')
