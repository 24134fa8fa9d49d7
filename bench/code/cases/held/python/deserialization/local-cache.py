import os
import pickle
from pathlib import Path

CACHE = Path(__file__).parent / 'data' / 'stations.pickle'


def write_cache(stations):
    with CACHE.open('wb') as out:
        pickle.dump(sorted(stations), out)


def main():
    write_cache({'Oslo S', 'Drammen', 'Lillehammer'})
    os.chmod(CACHE, 0o600)
    print(CACHE.stat().st_size)


if __name__ == '__main__':
    main()
