exports.folder = process.env.FILES_FOLDER || '/srv';
