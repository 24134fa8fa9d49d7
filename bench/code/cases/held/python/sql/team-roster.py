"""Rosters for the league's website."""
import sqlite3

from bottle import get, request


def criteria():
    values = ['active', request.query.get('team', '')]
    values.append('captain')
    return values


@get('/roster')
def roster():
    state, team, _role = criteria()
    statement = "SELECT name, number FROM player WHERE state = '" + state + "' AND team = ?"
    connection = sqlite3.connect('/srv/league/league.db')
    rows = connection.execute(statement, [team]).fetchall()
    connection.close()
    return {'players': [{'name': name, 'number': number} for name, number in rows]}
