<?cs each:m = Messages ?><article>
<p class="dim"><?cs var:Lang.Export.Author[m.Author] ?><?cs if:m.Agent ?>: <?cs var:m.Agent ?><?cs /if ?> · <?cs var:datetime(m.At) ?><?cs if:m.Note ?> · <?cs var:Lang.Export.Note ?><?cs /if ?><?cs if:m.Event ?> · <?cs var:Lang.Export.Event ?><?cs /if ?></p>
<?cs if:m.Gone ?><p class="warn"><?cs var:Lang.Export.Gone ?></p>
<?cs elif:m.Unproved ?><p class="warn"><?cs var:Lang.Export.Unproved ?></p>
<?cs elif:m.Text ?><div class="text"><?cs var:m.Text ?></div>
<?cs /if ?><?cs if:subcount(m.Files) > #0 ?><ul>
<?cs each:f = m.Files ?><li><?cs if:f.Path ?><a href="<?cs var:f.Path ?>"><?cs var:f.Name ?></a><?cs else ?><?cs var:f.Name ?><?cs /if ?> <span class="dim"><?cs var:size(f.Size) ?><?cs if:f.Lost ?> · <?cs var:Lang.Export.Lost ?><?cs elif:!f.Path ?> · <?cs var:Lang.Export.OthersFile ?><?cs /if ?></span></li>
<?cs /each ?></ul>
<?cs /if ?></article>
<?cs /each ?>
