// Loaded into every child (`--import`): a child whose launcher died, even by kill -9, ends too and leaves nothing behind.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
