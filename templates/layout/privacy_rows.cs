<?cs # Rows of the register: on its page and on a contact's. No output of its own. ?><?cs

def:request_who(r) ?><?cs if:r.Gone ?><?cs var:Lang.Panel.ForgottenPerson ?><?cs elif:r.Restricted ?><?cs var:Lang.Restrict.Person ?><?cs elif:r.Name ?><?cs var:r.Name ?><?cs else ?><?cs var:r.Address ?><?cs /if ?><?cs /def ?><?cs

def:request_due(r) ?><?cs if:r.Alive ?><?cs if:r.Overdue ?><span class="warn"><?cs call:icon("warn") ?><?cs var:Lang.Request.Overdue ?></span> <?cs call:day(r.Due) ?><?cs else ?><?cs call:day(r.Due) ?> <span class="<?cs if:r.Soon ?>warn<?cs else ?>dim<?cs /if ?>"><?cs var:plural(r.Days + "|Lang.Request.Days") ?></span><?cs /if ?><?cs else ?><span class="dim"><?cs var:Lang.Request.Closed ?> <?cs call:day(r.Closed) ?></span><?cs /if ?><?cs /def ?><?cs

def:requests(list) ?><div class="card scroll"><table class="list">
<thead><tr><th scope="col"><?cs var:Lang.Request.Number ?></th><th scope="col"><?cs var:Lang.Request.What ?></th><th scope="col"><?cs var:Lang.Request.Who ?></th><th scope="col"><?cs var:Lang.Request.Received ?></th><th scope="col"><?cs var:Lang.Request.Due ?></th><th scope="col"><?cs var:Lang.Request.State ?></th><th scope="col"><?cs var:Lang.Request.Handler ?></th></tr></thead>
<tbody>
<?cs each:r = list ?><tr><th scope="row"><a href="/panel/privacy/requests/<?cs var:r.Id ?>"><?cs var:r.Id ?></a></th><td><?cs var:Lang.Request.Kind[r.Kind] ?></td><td><?cs call:request_who(r) ?></td><td><?cs call:day(r.Received) ?></td><td><?cs call:request_due(r) ?></td><td><?cs var:Lang.Request.States[r.State] ?></td><td><?cs if:r.Handler ?><?cs var:r.Handler ?><?cs else ?><span class="dim"><?cs var:Lang.Panel.Nobody ?></span><?cs /if ?></td></tr>
<?cs /each ?></tbody></table></div><?cs /def ?>