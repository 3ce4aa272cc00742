# Writes a spreadsheet with nothing but Python: another program than the one that reads it.
import sys
import zipfile

path, rows = sys.argv[1], int(sys.argv[2])
NS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as book:
    book.writestr('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
    book.writestr('xl/workbook.xml', f'<workbook xmlns="{NS}" xmlns:r="r"><sheets><sheet name="usage" sheetId="1" r:id="r1"/></sheets></workbook>')
    book.writestr('xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>')
    book.writestr('xl/styles.xml', f'<styleSheet xmlns="{NS}"><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>')
    with book.open('xl/sharedStrings.xml', 'w', force_zip64=True) as shared:
        shared.write(f'<sst xmlns="{NS}">'.encode())
        for text in ['usage_id', 'customer_id', 'timestamp', 'module', 'count'] + [f'module-{n}' for n in range(9)]:
            shared.write(f'<si><t>{text}</t></si>'.encode())
        for row in range(rows - 1):
            shared.write(f'<si><t>X-{row}</t></si>'.encode())
        shared.write(b'</sst>')
    with book.open('xl/worksheets/sheet1.xml', 'w', force_zip64=True) as sheet:
        sheet.write(f'<worksheet xmlns="{NS}"><sheetData>'.encode())
        cells = ''.join(f'<c r="{column}1" t="s"><v>{at}</v></c>' for at, column in enumerate('ABCDE'))
        sheet.write(f'<row r="1">{cells}</row>'.encode())
        for row in range(rows - 1):
            line = row + 2
            sheet.write(
                f'<row r="{line}"><c r="A{line}" t="s"><v>{row + 14}</v></c><c r="B{line}" t="inlineStr"><is><t>C{row % 2000}</t></is></c>'
                f'<c r="C{line}" s="1"><v>{46000 + row % 300 + 0.5}</v></c><c r="D{line}" t="s"><v>{5 + row % 9}</v></c>'
                f'<c r="E{line}"><v>{row % 7}</v></c></row>'.encode()
            )
        sheet.write(b'</sheetData></worksheet>')
