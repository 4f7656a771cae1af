<?cs def:error(text, id) ?><?cs if:text ?><p class="field-error" id="<?cs var:id ?>"><?cs var:text ?></p><?cs /if ?><?cs /def ?>
<?cs def:when(s) ?><time datetime="<?cs var:iso(s) ?>" title="<?cs var:datetime(s) ?>"><?cs var:ago(s) ?></time><?cs /def ?>
<?cs def:csrf() ?><input type="hidden" name="csrf" value="<?cs var:Csrf ?>"><?cs /def ?>
<?cs def:flash() ?><?cs if:Flash ?><p class="flash" role="status"><?cs var:Flash ?></p><?cs /if ?><?cs /def ?>
<?cs def:badge(status) ?><span class="badge status-<?cs var:status ?>"><?cs var:Lang.Status[status] ?></span><?cs /def ?>
<?cs def:filelist(files, base) ?><?cs if:files ?><ul class="files"><?cs each:f = files ?><li><a href="<?cs var:base ?>/attachments/<?cs var:f.Id ?>"><?cs var:f.Name ?></a> <span class="dim"><?cs var:size(f.Size) ?></span></li><?cs /each ?></ul><?cs /if ?><?cs /def ?>
