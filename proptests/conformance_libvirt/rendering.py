"""Values and errors of python-libvirt as text, with nothing left out."""

import hashlib

import libvirt

MOST_BYTES_SHOWN = 64

# What an error carries besides its message: python-libvirt's names of the fields.
FIELDS = ("error_code", "error_domain", "error_level", "str1", "str2", "str3", "int1", "int2")


def error_text(error):
    """Every field of an error."""
    fields = " ".join(f"{name.removeprefix('error_')}={getattr(error, 'get_' + name)()!r}"
                      for name in FIELDS)
    return f"error: {error.get_error_message()!r} {fields}"


# What of an object travels on the wire.
OBJECTS = {
    libvirt.virDomain: lambda o: (o.name(), o.UUIDString(), o.ID()),
    libvirt.virNetwork: lambda o: (o.name(), o.UUIDString()),
    libvirt.virStoragePool: lambda o: (o.name(), o.UUIDString()),
    libvirt.virStorageVol: lambda o: (o.name(), o.key()),
    libvirt.virInterface: lambda o: (o.name(), o.MACString()),
    libvirt.virNodeDevice: lambda o: (o.name(),),
    libvirt.virSecret: lambda o: (o.UUIDString(), o.usageType(), o.usageID()),
    libvirt.virNWFilter: lambda o: (o.name(), o.UUIDString()),
    libvirt.virDomainSnapshot: lambda o: (o.getName(), o.getDomain().name()),
    libvirt.virDomainCheckpoint: lambda o: (o.getName(), o.getDomain().name()),
}


def value_text(value):
    """Like repr, but objects show what is in them."""
    if isinstance(value, (list, tuple)):
        texts = [value_text(item) for item in value]
        # The library lists objects in the order of a hash table with a random seed.
        if value and (type(value[0]) in OBJECTS or isinstance(value[0], tuple)):
            texts.sort()
        inner = ", ".join(texts)
        return f"[{inner}]" if isinstance(value, list) else f"({inner})"
    if isinstance(value, dict):
        inner = ", ".join(f"{value_text(key)}: {value_text(item)}" for key, item in value.items())
        return f"{{{inner}}}"
    if isinstance(value, (bytes, bytearray)) and len(value) > MOST_BYTES_SHOWN:
        return f"{len(value)} bytes, {hashlib.sha256(value).hexdigest()[:12]}"
    shown = OBJECTS.get(type(value))
    if shown is not None:
        return f"<{type(value).__name__} {shown(value)}>"
    if isinstance(value, str) and "\n" in value:
        return "text:\n" + value
    return repr(value)
