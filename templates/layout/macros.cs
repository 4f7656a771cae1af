<?cs # Small pieces that pages of both programs share. No output of its own. ?><?cs

def:csrf() ?><input type="hidden" name="csrf" value="<?cs var:Csrf ?>"><?cs /def ?><?cs

def:when(s) ?><time datetime="<?cs var:iso(s) ?>" title="<?cs var:datetime(s) ?>"><?cs var:ago(s) ?></time><?cs /def ?><?cs

def:day(s) ?><time datetime="<?cs var:iso(s) ?>" title="<?cs var:datetime(s) ?>"><?cs var:date(s) ?></time><?cs /def ?><?cs

def:badge(status) ?><span class="badge badge-<?cs var:status ?>"><?cs var:Lang.Status[status] ?></span><?cs /def ?><?cs

def:icon(name) ?><svg class="icon" width="16" height="16" aria-hidden="true" focusable="false"><use href="/static/icons.svg?v=<?cs var:Page.Version ?>#<?cs var:name ?>"></use></svg><?cs /def ?><?cs

def:mistake(id, text) ?><?cs if:text ?><p class="mistake" id="<?cs var:id ?>"><?cs var:text ?></p><?cs /if ?><?cs /def ?><?cs

def:error(text, id) ?><?cs call:mistake(id, text) ?><?cs /def ?><?cs

def:flash() ?><?cs if:Flash ?><p class="flash" role="status"><?cs var:Flash ?></p><?cs /if ?><?cs /def ?><?cs

def:filelist(files, base) ?><?cs if:files ?><ul class="files"><?cs each:f = files ?><li><a href="<?cs var:base ?>/attachments/<?cs var:f.Id ?>"><?cs var:f.Name ?></a> <span class="dim"><?cs var:size(f.Size) ?></span></li><?cs /each ?></ul><?cs /if ?><?cs /def ?>
