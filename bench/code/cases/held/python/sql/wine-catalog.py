# The shop of the growers' association: search over the current vintage.
import mysql.connector
from flask import Blueprint, current_app, render_template, request

bp = Blueprint('wines', __name__, url_prefix='/wines')


def connect():
    return mysql.connector.connect(option_files=current_app.config['MYSQL_OPTION_FILE'])


@bp.post('/search')
def search():
    form = {'region': '', 'vintage': '', 'grape': ''}
    form.update(request.form.to_dict())
    criteria = [form['region'], form['grape']]
    region = criteria[0]
    connection = connect()
    cursor = connection.cursor(dictionary=True)
    query = "SELECT name, vintage, region FROM wines WHERE region = '" + region + "'"
    if form['vintage'].isdigit():
        query += ' AND vintage = ' + form['vintage']
    cursor.execute(query)  # weak: CWE-89
    wines = cursor.fetchall()
    cursor.close()
    connection.close()
    return render_template('wines/results.html', wines=wines)
