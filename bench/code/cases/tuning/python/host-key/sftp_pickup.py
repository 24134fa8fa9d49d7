import asyncio

import asyncssh


async def pickup(host, user, folder):
    async with asyncssh.connect(host, username=user, known_hosts="/etc/pickup/known_hosts") as connection:
        async with connection.start_sftp_client() as sftp:
            await sftp.get("/outgoing", folder, recurse=True)


if __name__ == "__main__":
    asyncio.run(pickup("files.example.org", "pickup", "/srv/incoming"))
