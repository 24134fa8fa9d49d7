import { remote } from './remote.mjs';

remote('cd /srv/site && git pull --ff-only');
remote('systemctl --user restart site');
