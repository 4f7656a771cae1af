<a class="back" href="/panel/settings/departments"><?cs call:icon("back") ?><?cs var:Lang.Department.Title ?></a>
<div class="page-head"><h1><?cs var:Department.Name ?></h1></div>
<?cs if:Department.Restricted ?><p class="dim lead"><?cs var:Lang.Security.DepartmentHint ?></p><?cs /if ?>
<form class="card panel narrow" method="post" action="/panel/settings/departments/<?cs var:Department.Id ?>" novalidate><?cs call:csrf() ?>
<?cs include!"layout/department_fields.cs" ?><?cs if:Department.Main ?><p class="hint"><?cs var:Lang.Department.IsMain ?></p><?cs else ?><label class="check"><input type="checkbox" name="main" value="1"<?cs if:Form.main ?> checked<?cs /if ?>> <?cs var:Lang.Department.MakeMain ?></label>
<?cs /if ?><p class="hint"><?cs var:Lang.Department.ChangeHint ?></p>
<button type="submit" class="primary"><?cs var:Lang.Department.Save ?></button>
</form>
