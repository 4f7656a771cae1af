<div class="page-head">
<h1><?cs if:View.Key ?><?cs var:Lang.Panel.View[View.Key] ?><?cs else ?><?cs var:View.Name ?><?cs /if ?></h1>
</div>
<?cs if:View.Key == "spam" || View.Key == "sifted" ?><p class="dim lead"><?cs if:View.Key == "spam" ?><a href="/panel/tickets?view=sifted"><?cs var:Lang.Spam.Sifted ?></a><?cs else ?><?cs var:Lang.Spam.SiftedText ?> <a href="/panel/tickets?view=spam"><?cs var:Lang.Spam.AllSpam ?></a><?cs /if ?></p>
<?cs elif:View.Key == "unsure" ?><p class="dim lead"><?cs var:Lang.Spam.UnsureText ?></p>
<?cs /if ?><?cs if:BinDays ?><p class="dim lead"><?cs var:plural(BinDays + "|Lang.Keep.BinText") ?></p>
<?cs /if ?><?cs if:Tickets ?><form class="bulk" method="post" action="/panel/bin"><?cs call:csrf() ?><?cs if:View.Key ?><input type="hidden" name="view" value="<?cs var:View.Key ?>"><?cs /if ?>
<?cs call:tickets(Tickets) ?><p class="bulk-acts"><span><?cs var:Lang.Keep.PickText ?></span> <button type="submit" class="small" name="act" value="<?cs var:Bulk ?>"><?cs if:Bulk == "restore" ?><?cs var:Lang.Keep.Restore ?><?cs else ?><?cs var:Lang.Keep.Delete ?><?cs /if ?></button><?cs if:Bulk != "restore" ?> <?cs if:View.Key != "spam" && View.Key != "sifted" ?><button type="submit" class="small" name="act" value="spam"><?cs var:Lang.Spam.IsSpam ?></button> <?cs /if ?><button type="submit" class="small" name="act" value="notspam"><?cs var:Lang.Spam.NotSpam ?></button><?cs /if ?> <button type="submit" class="small" formaction="/panel/erase/tickets"><?cs var:Lang.Erase.GoForGood ?></button></p></form>
<?cs else ?><div class="card empty"><?cs call:mark() ?>
<p><?cs if:View.Key ?><?cs var:Lang.Panel.Empty[View.Key] ?><?cs else ?><?cs var:Lang.Panel.Empty.department ?><?cs /if ?></p></div>
<?cs /if ?><?cs if:Older || View.Further ?><nav class="pages" aria-label="<?cs var:Lang.Panel.Pages ?>">
<?cs if:View.Further ?><a class="button small" href="/panel/tickets?<?cs if:View.Key ?>view=<?cs var:View.Key ?><?cs else ?>department=<?cs var:View.Department ?><?cs /if ?>"><?cs call:icon("back") ?><?cs var:Lang.Panel.Newest ?></a><?cs /if ?>
<?cs if:Older ?><a class="button small" rel="next" href="/panel/tickets?<?cs if:View.Key ?>view=<?cs var:View.Key ?><?cs else ?>department=<?cs var:View.Department ?><?cs /if ?>&amp;before=<?cs var:Older ?>"><?cs var:Lang.Panel.Older ?><?cs call:icon("next") ?></a><?cs /if ?>
</nav><?cs /if ?>
