import asyncio

import asyncssh


async def deliver(host, user, folder):
    async with asyncssh.connect(host, username=user, known_hosts=None) as connection:  # weak: CWE-295|CWE-322
        async with connection.start_sftp_client() as sftp:
            await sftp.put(folder, "/incoming", recurse=True)


if __name__ == "__main__":
    asyncio.run(deliver("files.example.org", "delivery", "/srv/outgoing"))
