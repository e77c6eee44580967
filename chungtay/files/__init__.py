"""Files: photos and attachments, kept apart from what they show or prove.

Words: Photo (ảnh): a JPEG of ours, drawn anew from what was sent, at most 1600 px and 300 KB, with a preview of 480 px. Attachment (tệp
đính kèm): a PDF, Word, Excel or JPEG file exactly as it was sent. Both are named by their SHA-256: equal bytes lie once.

Lifecycle: kept → (a photo only) discarded by the room that owns it. An attachment stays.

Promises: of a photo nothing is kept but its picture: no place, no time, no device, no comment, no script. A stranger's file is opened only
in a child process with little memory and time. What is kept never changes; a photo only learns whether a face may be recognised. Nothing
has an address of its own: a door hands a file out after asking who may see what it belongs to.

The room knows no subject and no scope: whoever keeps a file has asked whether they may.
"""
