from jinja2 import Environment, PackageLoader

environment = Environment(loader=PackageLoader('mailing'), autoescape=True)
LAYOUTS = {'plain': 'plain.html', 'festive': 'festive.html'}


def layout(name):
    return environment.get_template(LAYOUTS.get(name, 'plain.html'))
