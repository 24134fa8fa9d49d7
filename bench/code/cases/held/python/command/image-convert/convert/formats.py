EXTENSIONS = {'JPEG': 'jpg', 'PNG': 'png', 'WebP': 'webp'}


def extension_for(name):
    return EXTENSIONS.get(name)
