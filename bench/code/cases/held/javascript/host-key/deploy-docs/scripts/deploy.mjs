import { remote } from './remote.mjs';

remote('cd /srv/docs && git pull --ff-only');
remote('systemctl --user reload docs');
