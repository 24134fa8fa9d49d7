import configparser


def server():
    parser = configparser.ConfigParser()
    parser.read("/etc/catalog/upload.ini")
    return parser["server"]
